package dev.confab.system.crash;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The agent. A process that has it ends at a {@link CrashPoint} once a file `crash` with the
/// point's name lies in the process's folder, `confab.process`; and takes the file along. With
/// `confab.skew`, a duration, its clock is wrong by that much.
public final class CrashAgent {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int KILLED = 137;
  private static volatile @Nullable String armed;

  private CrashAgent() {}

  /// Called by the JVM before `main`.
  public static void premain(String arguments, Instrumentation instrumentation) {
    String folder = System.getProperty("confab.process");
    String skew = System.getProperty("confab.skew");
    if (skew != null) {
      instrumentation.addTransformer(ClockSkew.by(Duration.parse(skew)));
    }
    if (folder != null) {
      instrumentation.addTransformer(new Planting());
      Thread.ofPlatform().daemon().name("crash").start(() -> watch(file(Path.of(folder))));
    }
  }

  /// Where the point's name is put for the process with that folder.
  public static Path file(Path folder) {
    return folder.resolve("crash");
  }

  /// The planted call.
  public static void reach(String point) {
    if (point.equals(armed)) {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  private static void watch(Path file) {
    while (true) {
      try {
        Thread.sleep(LOOK);
        if (Files.exists(file)) {
          String point = Files.readString(file).strip();
          Files.delete(file);
          armed = point;
        }
      } catch (IOException e) {
        System.err.println("The crash can't be armed: " + e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static final class Planting implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      List<CrashPoint> points = CrashPoint.in(name).toList();
      return points.isEmpty() ? null : plant(bytes, points);
    }
  }

  static byte[] plant(byte[] bytes, List<CrashPoint> points) {
    ClassFile format = ClassFile.of();
    byte[] planted = bytes;
    for (CrashPoint point : points) {
      ClassTransform at =
          ClassTransform.transformingMethodBodies(
              method -> method.methodName().equalsString(point.method()),
              CodeTransform.ofStateful(() -> new Call(point)));
      planted = format.transformClass(format.parse(planted), at);
    }
    return planted;
  }

  /// Begins a method with the call.
  private record Call(CrashPoint point) implements CodeTransform {
    @Override
    public void atStart(CodeBuilder code) {
      code.ldc(point.name())
          .invokestatic(
              ClassDesc.of(CrashAgent.class.getName()),
              "reach",
              MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      code.with(element);
    }
  }
}
