package dev.confab.gateway.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.UserId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyTest {
  private static final UserId ALICE = new UserId("alice");

  @Test
  void sameUserAndKeyNameTheSameSession() {
    Key key = Key.of(new CommandId("k"));
    assertThat(key.session(ALICE)).isEqualTo(Key.of(new CommandId("k")).session(ALICE));
    assertThat(key.session(ALICE)).isNotEqualTo(key.session(new UserId("bob")));
    assertThat(key.session(ALICE)).isNotEqualTo(Key.of(new CommandId("l")).session(ALICE));
    // The pair counts, not what it looks like when written together.
    assertThat(Key.of(new CommandId("bc")).session(new UserId("a")))
        .isNotEqualTo(Key.of(new CommandId("c")).session(new UserId("ab")));
  }

  @Test
  void derivedSessionIdHasTheFormOfAVersion7() {
    UUID id = UUID.fromString(Key.of(new CommandId("k")).session(ALICE).value());
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void withoutAKeyEachIsItsOwn() {
    Key key = Key.of(null);
    assertThat(key.keyed()).isFalse();
    assertThat(key.session(ALICE)).isNotEqualTo(key.session(ALICE));
  }

  @Test
  void fieldWinsOverTheHeader() {
    assertThat(Key.of(new CommandId("field"), new CommandId("header")).id())
        .isEqualTo(new CommandId("field"));
  }
}
