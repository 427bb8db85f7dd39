package dev.confab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a listener throws is its own.
class ListenersTest {
  @Test
  void errorOfOneKeepsNothingFromTheOthers() {
    Listeners<String> listeners = new Listeners<>();
    List<String> heard = new ArrayList<>();
    listeners.add(what -> {
      throw new AssertionError("of the application");
    });
    listeners.add(heard::add);
    listeners.tell("one");
    listeners.tell("two");
    assertThat(heard).containsExactly("one", "two");
  }
}
