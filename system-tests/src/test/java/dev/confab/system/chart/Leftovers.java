package dev.confab.system.chart;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an operator's classes did not understand of an object: they keep it in
/// `additionalProperties`, at any depth.
final class Leftovers {
  private static final String KEPT = "additionalProperties";

  private final List<String> found = new ArrayList<>();

  private Leftovers() {}

  static List<String> of(Object object) {
    Leftovers leftovers = new Leftovers();
    leftovers.visit(object);
    return leftovers.found;
  }

  private void visit(@Nullable Object value) {
    switch (value) {
      case null -> {}
      case Iterable<?> items -> items.forEach(this::visit);
      case Map<?, ?> map -> map.values().forEach(this::visit);
      case Enum<?> constant -> {}
      default -> {
        if (value.getClass().getName().matches("io\\.(fabric8|strimzi)\\..*")) {
          fields(value, value.getClass());
        }
      }
    }
  }

  private void fields(Object value, @Nullable Class<?> type) {
    if (type == null || type == Object.class) {
      return;
    }
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        Object content = content(field, value);
        if (field.getName().equals(KEPT) && content instanceof Map<?, ?> kept && !kept.isEmpty()) {
          found.add(type.getSimpleName() + " does not know " + kept);
        }
        visit(content);
      }
    }
    fields(value, type.getSuperclass());
  }

  private static @Nullable Object content(Field field, Object value) {
    try {
      field.setAccessible(true);
      return field.get(value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
