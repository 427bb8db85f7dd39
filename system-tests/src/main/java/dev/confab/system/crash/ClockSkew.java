package dev.confab.system.crash;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A wall clock that is wrong: whoever in the process asks for the time of day gets another one.
/// Durations stay right, as they do where only a clock was set.
///
/// The classes of the product, of Kafka and of Spring are made to ask here; the JDK's own are not.
public final class ClockSkew implements ClassFileTransformer {
  private static final ClassDesc HERE = ClassDesc.of(ClockSkew.class.getName());
  private static final Set<String> ASKED =
      Set.of(
          "java/lang/System.currentTimeMillis",
          "java/time/Instant.now",
          "java/time/Clock.systemUTC");
  private static volatile Duration offset = Duration.ZERO;

  private ClockSkew() {}

  /// The clock is off by that much from now on, for classes that are transformed.
  static ClockSkew by(Duration skew) {
    offset = skew;
    return new ClockSkew();
  }

  /// In place of `System.currentTimeMillis()`.
  public static long currentTimeMillis() {
    return System.currentTimeMillis() + offset.toMillis();
  }

  /// In place of `Instant.now()`.
  public static Instant now() {
    return Instant.now().plus(offset);
  }

  /// In place of `Instant.now(clock)`; the clock is wrong already.
  public static Instant now(Clock clock) {
    return clock.instant();
  }

  /// In place of `Clock.systemUTC()`.
  public static Clock systemUTC() {
    return Clock.offset(Clock.systemUTC(), offset);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    boolean asks =
        (name.startsWith("dev/confab/") && !name.startsWith("dev/confab/system/"))
            || name.startsWith("org/apache/kafka/")
            || name.startsWith("org/springframework/security/");
    return asks ? skewed(bytes) : null;
  }

  static byte[] skewed(byte[] bytes) {
    ClassFile format = ClassFile.of();
    return format.transformClass(
        format.parse(bytes), ClassTransform.transformingMethodBodies(ClockSkew::replace));
  }

  private static void replace(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call
        && ASKED.contains(call.owner().asInternalName() + "." + call.name().stringValue())) {
      code.invokestatic(HERE, call.name().stringValue(), call.typeSymbol());
    } else {
      code.with(element);
    }
  }
}
