package dev.confab.message.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands on the topic is passed over or can be used; nothing in between.
class WordTest {
  @Test
  void beatIsReadAsItWasSaid() throws MalformedException {
    Word beat = new Word.Beat("a", 7, null, Set.of(1, 2), false);
    assertThat(Json.decode(Json.encode(beat), Word.class)).isEqualTo(beat);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'beat','node':'x','beat':1,'holds':[null],'leaving':false}",
        "{'type':'beat','node':'x','beat':1,'holds':['a'],'leaving':false}",
        "{'type':'beat','node':'x','beat':1,'leaving':false}",
        "{'type':'beat','node':null,'beat':1,'holds':[],'leaving':false}",
        "{'type':'sings','node':'x'}",
        "[]"
      })
  void whatIsNoneIsMalformed(String json) {
    assertThatThrownBy(() -> Json.decode(json.replace('\'', '"').getBytes(UTF_8), Word.class))
        .isInstanceOf(MalformedException.class);
  }
}
