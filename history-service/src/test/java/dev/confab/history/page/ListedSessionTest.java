package dev.confab.history.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.history.window.Entry;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListedSessionTest {
  private static final UserId OWNER = new UserId("owner");
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void sessionOfManyNamesTwentyWithItsOwnerAndItsReader() {
    JsonNode listed = listed(1_000, new UserId("user-900"));
    assertThat(names(listed)).hasSize(20).doesNotHaveDuplicates().contains("owner", "user-900");
    assertThat(listed.path("memberCount").asInt()).isEqualTo(1_000);
    assertThat(names(listed(1_000, OWNER))).hasSize(20).doesNotHaveDuplicates().contains("owner");
  }

  @Test
  void sessionOfFewNamesAll() {
    JsonNode listed = listed(20, OWNER);
    assertThat(names(listed)).hasSize(20).doesNotHaveDuplicates();
    assertThat(listed.path("memberCount").asInt()).isEqualTo(20);
    assertThat(listed.path("lastMessage").path("seq").asInt()).isEqualTo(7);
  }

  /// The owner comes last of the members.
  private static JsonNode listed(int count, UserId reader) {
    Stream<Member> others =
        IntStream.range(0, count - 1)
            .mapToObj(i -> new Member(new UserId("user-" + i), MemberRole.MEMBER));
    List<Member> members =
        Stream.concat(others, Stream.of(new Member(OWNER, MemberRole.OWNER))).toList();
    Session session =
        new Session(
            new SessionId("s"),
            null,
            OWNER,
            members,
            new Metadata(Json.mapper().createObjectNode()),
            AT,
            AT,
            7,
            1);
    Entry last = new Entry(7, "{\"seq\":7}".getBytes(UTF_8));
    return Json.mapper().readTree(new ListedSession(session, last, reader).json());
  }

  private static List<String> names(JsonNode listed) {
    return listed.path("members").valueStream().map(m -> m.path("userId").stringValue()).toList();
  }
}
