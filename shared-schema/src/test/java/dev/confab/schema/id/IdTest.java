package dev.confab.schema.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdTest {
  private static final String LONGEST = "a".repeat(64);

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "0", "_", "-", "-_-", "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"})
  void takes(String id) {
    assertThat(Id.isValid(id)).isTrue();
    assertThat(new SessionId(id)).hasToString(id);
    assertThat(new UserId(id)).hasToString(id);
    assertThat(new GatewayId(id)).hasToString(id);
    assertThat(new ConnectionId(id)).hasToString(id);
    assertThat(new CommandId(id)).hasToString(id);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" ", "a b", "a.b", "a/b", "a#0", "a\n", "é", "ａ", "a\u0000", "a:b", "🦉"})
  void refuses(String id) {
    assertThat(Id.isValid(id)).isFalse();
    if (id != null) {
      assertThatThrownBy(() -> new SessionId(id)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new UserId(id)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new GatewayId(id)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new ConnectionId(id)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void isAtMost64Long() {
    assertThat(Id.isValid(LONGEST)).isTrue();
    assertThat(Id.isValid(LONGEST + "a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k#0", "k#99", "k#999"})
  void takesThePlacesOfABatch(String id) {
    assertThat(new CommandId(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "#", "#0", "k#", "k#x", "k#1000", "k#-1", "k##0", "k#0#1", "k k", "k#٣"})
  void refusesOtherCommandIds(String id) {
    assertThatThrownBy(() -> new CommandId(id)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsThePlacesOfABatchFrom0() {
    assertThat(new CommandId(LONGEST).at(0)).hasToString(LONGEST + "#0");
    assertThat(new CommandId("k").at(99)).hasToString("k#99");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s.1", "s.9", "0199a1b2-c3d4-7e5f.123456789012345678"})
  void takesMessageIds(String id) {
    assertThat(MessageId.parse(id)).hasToString(id).isEqualTo(MessageId.of(id));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "s",
        "s.",
        ".1",
        ".",
        "s.0",
        "s.-1",
        "s.+1",
        "s.01",
        "s.1.2",
        "s.1x",
        "s. 1",
        "s.1234567890123456789",
        "s s.1",
        "s.٣",
        "s.1e3"
      })
  void refusesOtherMessageIds(String id) {
    assertThat(MessageId.parse(id)).isNull();
    if (id != null) {
      assertThatThrownBy(() -> MessageId.of(id)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void hasNoMessageAtSeq0() {
    assertThatThrownBy(() -> new MessageId(new SessionId("s"), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
