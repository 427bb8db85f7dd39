package dev.confab.system.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// What ArchUnit has no words for.
final class Conditions {
  private static final List<String> SERVICES =
      List.of("gateway", "message", "history", "analytics");

  private Conditions() {}

  static ArchCondition<JavaClass> knowNoOtherServiceThanTheirOwn() {
    return new ArchCondition<>("know no other service than their own") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String own = service(type);
        if (own == null) {
          return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          String other = service(dependency.getTargetClass());
          if (other != null && !other.equals(own)) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is in a package without @NullMarked"));
        }
      }
    };
  }

  static ArchCondition<JavaMethod> take(String parameter) {
    return new ArchCondition<>("take a " + parameter) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        if (method.getRawParameterTypes().stream()
            .noneMatch(type -> type.getName().equals(parameter))) {
          events.add(
              SimpleConditionEvent.violated(
                  method, method.getFullName() + " takes no " + parameter));
        }
      }
    };
  }

  private static @Nullable String service(JavaClass type) {
    if (!type.getPackageName().startsWith("dev.confab.")) {
      return null;
    }
    for (String part : type.getPackageName().split("\\.", -1)) {
      if (SERVICES.contains(part)) {
        return part;
      }
    }
    return null;
  }
}
