package dev.confab.schema.codec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/// Says the same about a record's components as its types do: those that are `@Nullable` may be
/// absent or null, the others may not; to Jackson an absent one is a null, too. No collection has a
/// null in it.
final class RecordNullness extends JacksonAnnotationIntrospector {
  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    if (!(annotated instanceof AnnotatedParameter parameter)) {
      return super.findSetterInfo(config, annotated);
    }
    return isRequired(parameter)
        ? JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL)
        : JsonSetter.Value.forContentNulls(Nulls.FAIL);
  }

  private static boolean isRequired(AnnotatedParameter parameter) {
    return parameter.getDeclaringClass().isRecord()
        && parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor
        && !constructor.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(
            Nullable.class);
  }
}
