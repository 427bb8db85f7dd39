package dev.confab.bench.micro;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// `./confab bench jmh`: all of this package, with JMH's own options.
public final class Micro {
  private Micro() {}

  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    var builder = new OptionsBuilder().parent(new CommandLineOptions(arguments));
    if (arguments.length == 0) {
      builder.include(Micro.class.getPackageName());
    }
    new Runner(builder.build()).run();
  }
}
