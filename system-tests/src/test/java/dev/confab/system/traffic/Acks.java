package dev.confab.system.traffic;

import dev.confab.system.view.Disagreements;
import dev.confab.system.view.Views;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What was promised: which seq each post got. Thread-safe.
public final class Acks {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<Post, Long> seqs = new ConcurrentHashMap<>();
  private final List<String> broken = new ArrayList<>();

  /// A second ack of a post must be the first again.
  void add(Post post, long seq) {
    Long first = seqs.putIfAbsent(post, seq);
    if (first != null && first != seq) {
      synchronized (broken) {
        broken.add("%s was acked as %d and as %d".formatted(post, first, seq));
      }
    }
  }

  public boolean has(Post post) {
    return seqs.containsKey(post);
  }

  /// -1 if it has no ack.
  long seq(Post post) {
    return seqs.getOrDefault(post, -1L);
  }

  public int size() {
    return seqs.size();
  }

  /// Whether each post has an ack, each ack its event, and no event a double.
  public void compare(Collection<Post> posts, Views views, Disagreements found) {
    synchronized (broken) {
      broken.forEach(found::add);
    }
    Map<String, Map<Long, JsonNode>> topic = new HashMap<>();
    for (Post post : posts) {
      var events =
          topic.computeIfAbsent(post.session(), session -> messages(views, session, found));
      Long seq = seqs.get(post);
      JsonNode message = seq == null ? null : events.get(seq);
      if (message == null) {
        found.add("%s was acked as %s, and nothing is there".formatted(post, seq));
      } else if (!isOf(message, post)) {
        found.add("%s was acked as %d, and there is %s".formatted(post, seq, message));
      }
    }
  }

  private static boolean isOf(JsonNode message, Post post) {
    return message.path("content").asString("").equals(post.content())
        && message.path("clientId").asString("").equals(post.clientId())
        && message.path("senderId").asString("").equals(post.sender().name());
  }

  private static Map<Long, JsonNode> messages(Views views, String session, Disagreements found) {
    Map<Long, JsonNode> messages = new HashMap<>();
    Map<String, Long> keys = new HashMap<>();
    for (String event : views.events(session)) {
      JsonNode message = JSON.readTree(event).path("message");
      if (message.isObject()) {
        long seq = message.path("seq").asLong();
        messages.put(seq, message);
        String key =
            message.path("senderId").asString("") + " " + message.path("clientId").asString("");
        Long other = keys.put(key, seq);
        if (other != null) {
          found.add("%s: %s is there twice, as %d and %d".formatted(session, key, other, seq));
        }
      }
    }
    return messages;
  }
}
