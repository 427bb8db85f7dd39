package dev.confab.system.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/// Each package is a slice, but the one on top of a module: its configuration names the beans of
/// all others and holds the settings that they share.
final class PackageSlices implements SliceAssignment {
  /// `dev.confab.<module>`.
  private static final int TOP = 3;

  @Override
  public String getDescription() {
    return "packages below a module's own";
  }

  @Override
  public SliceIdentifier getIdentifierOf(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith("dev.confab.") && name.split("\\.", -1).length > TOP
        ? SliceIdentifier.of(name)
        : SliceIdentifier.ignore();
  }
}
