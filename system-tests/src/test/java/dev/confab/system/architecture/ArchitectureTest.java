package dev.confab.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {
  private static final List<String> MODULES =
      List.of(
          "schema", "web", "streams", "message", "gateway", "history", "analytics", "standalone");

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .importPackages(
              MODULES.stream().map(module -> "dev.confab." + module).toArray(String[]::new));

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("dev.confab.system.planted");

  /// Else an empty class path would keep every rule.
  @Test
  void seesEveryModule() {
    for (String module : MODULES) {
      assertThat(PRODUCT)
          .as(module)
          .anyMatch(type -> type.getPackageName().startsWith("dev.confab." + module));
    }
  }

  @ParameterizedTest
  @EnumSource
  void productKeeps(Rule rule) {
    rule.check().check(PRODUCT);
  }

  @ParameterizedTest
  @EnumSource
  void plantedClassBreaks(Rule rule) {
    var result = rule.check().allowEmptyShould(true).evaluate(PLANTED);
    assertThat(result.getFailureReport().getDetails())
        .as(rule.check().getDescription())
        .anyMatch(detail -> detail.contains("dev.confab.system.planted." + rule.planted()));
  }
}
