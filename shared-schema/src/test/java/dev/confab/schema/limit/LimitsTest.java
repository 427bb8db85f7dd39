package dev.confab.schema.limit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.Violation;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LimitsTest {
  private static final SessionId SESSION = new SessionId("s");
  private static final CommandId COMMAND = new CommandId("c");
  private static final Caller ANN = new Caller(new UserId("ann"), null);

  @Test
  void areThoseOfTheContract() {
    assertThat(Limits.DEFAULT).isEqualTo(new Limits(32_768, 8_192, 16, 256, 1_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "世", "🦉"})
  void boundContentInBytes(String character) {
    int bytes = character.getBytes(UTF_8).length;
    String full = character.repeat(32_768 / bytes);
    String pad = "a".repeat(32_768 - full.getBytes(UTF_8).length);

    assertThat(fields(send(full + pad, null))).isEmpty();
    assertThat(fields(send(full + pad + "a", null))).containsExactly("content");
    assertThat(fields(edit(full + pad, null))).isEmpty();
    assertThat(fields(edit(full + pad + "a", null))).containsExactly("content");
  }

  @Test
  void refuseEmptyContent() {
    assertThat(fields(send("", null))).containsExactly("content");
    assertThat(fields(edit("", null))).containsExactly("content");
    assertThat(fields(send(" ", null))).isEmpty();
  }

  @Test
  void boundMetadataInBytesOfJson() {
    String frame = "{\"k\":\"\"}";

    assertThat(fields(send("x", metadata(filled(frame, 8_192))))).isEmpty();
    assertThat(fields(send("x", metadata(filled(frame, 8_193))))).containsExactly("metadata");
    assertThat(fields(edit("x", metadata(filled(frame, 8_193))))).containsExactly("metadata");
    assertThat(fields(create(null, null, metadata(filled(frame, 8_193)))))
        .containsExactly("metadata");
    assertThat(fields(update(null, metadata(filled(frame, 8_193))))).containsExactly("metadata");
  }

  @Test
  void countTheNumbersOfMetadataAsTheyAreWritten() {
    String number = "0." + "0".repeat(300);
    String json = "{\"k\":[" + (number + ",").repeat(26) + "1.0]}";

    assertThat(fields(send("x", metadata(json)))).isEmpty();
    assertThat(fields(send("x", metadata(json.replace("]", "," + number + ",1.0]")))))
        .containsExactly("metadata");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"a\":}"})
  void boundTheDepthOfMetadata(String kind) {
    assertThat(fields(send("x", metadata(nested(kind, 16))))).isEmpty();
    assertThat(fields(send("x", metadata(nested(kind, 17))))).containsExactly("metadata");
  }

  @Test
  void boundTheTitleInCharacters() {
    assertThat(fields(create("é".repeat(256), null, null))).isEmpty();
    assertThat(fields(create("é".repeat(257), null, null))).containsExactly("title");
    assertThat(fields(create("😀".repeat(256), null, null))).isEmpty();
    assertThat(fields(create("😀".repeat(257), null, null))).containsExactly("title");
    assertThat(fields(update("a".repeat(256), null))).isEmpty();
    assertThat(fields(update("a".repeat(257), null))).containsExactly("title");
  }

  @Test
  void countTheOwnerAmongTheMembers() {
    assertThat(fields(create(null, users(999), null))).isEmpty();
    assertThat(fields(create(null, users(1_000), null))).containsExactly("members");
  }

  @Test
  void countAMemberOnce() {
    List<UserId> owner = Collections.nCopies(2_000, ANN.userId());

    assertThat(fields(create(null, owner, null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "a\u0000b", "\ud800", "a\ud800b", "\udc00", "\udc00\ud800"})
  void refuseTextThatNobodyCanStore(String text) {
    assertThat(Limits.isText(text)).isFalse();
    assertThat(fields(send(text, null))).containsExactly("content");
    assertThat(fields(create(text, null, null))).containsExactly("title");
    var value = new Metadata(Json.mapper().createObjectNode().put("k", text));
    var key = new Metadata(Json.mapper().createObjectNode().put(text, 1));
    var deep = new Metadata(Json.mapper().createObjectNode());
    deep.node().putArray("a").addObject().put("k", text);
    assertThat(fields(send("x", value))).containsExactly("metadata");
    assertThat(fields(send("x", key))).containsExactly("metadata");
    assertThat(fields(send("x", deep))).containsExactly("metadata");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "🦉", "\ud83e\udd89\ud83e\udd89", "\u0001", "\uffff"})
  void takeAllOtherText(String text) {
    assertThat(Limits.isText(text)).isTrue();
  }

  @Test
  void nameEveryFieldThatIsWrong() {
    assertThat(fields(create("a".repeat(257), users(1_001), metadata(nested("[]", 17)))))
        .containsExactly("title", "members", "metadata");
  }

  @Test
  void letThroughWhatHasNoSize() {
    assertThat(fields(new Command.DeleteSession(SESSION, COMMAND, Instant.EPOCH, ANN, null)))
        .isEmpty();
    assertThat(fields(new Command.GetInfo(SESSION, COMMAND, Instant.EPOCH, ANN))).isEmpty();
  }

  private static List<String> fields(Command command) {
    return Limits.DEFAULT.violations(command).stream().map(Violation::field).toList();
  }

  private static List<UserId> users(int count) {
    return IntStream.range(0, count).mapToObj(i -> new UserId("u" + i)).toList();
  }

  private static String filled(String frame, int length) {
    return frame.replace("\"\"", '"' + "x".repeat(length - frame.length()) + '"');
  }

  /// Metadata that is `depth` deep, itself included.
  private static String nested(String kind, int depth) {
    String open = kind.substring(0, kind.length() - 1);
    String close = kind.substring(kind.length() - 1);
    return "{\"m\":" + open.repeat(depth - 2) + "[]" + close.repeat(depth - 2) + "}";
  }

  private static Metadata metadata(String json) {
    try {
      return Json.decode(json.getBytes(UTF_8), Metadata.class);
    } catch (MalformedException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static Command send(String content, @Nullable Metadata metadata) {
    return new Command.SendMessage(
        SESSION, COMMAND, Instant.EPOCH, ANN, null, content, null, metadata);
  }

  private static Command edit(String content, @Nullable Metadata metadata) {
    return new Command.EditMessage(
        SESSION, COMMAND, Instant.EPOCH, ANN, null, new MessageId(SESSION, 1), content, metadata);
  }

  private static Command create(
      @Nullable String title, @Nullable List<UserId> members, @Nullable Metadata metadata) {
    return new Command.CreateSession(
        SESSION, COMMAND, Instant.EPOCH, ANN, null, title, members, metadata);
  }

  private static Command update(@Nullable String title, @Nullable Metadata metadata) {
    return new Command.UpdateSession(SESSION, COMMAND, Instant.EPOCH, ANN, null, title, metadata);
  }
}
