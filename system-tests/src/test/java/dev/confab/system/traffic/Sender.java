package dev.confab.system.traffic;

import dev.confab.system.client.Answer;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.User;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// One client of one kind. It sends posts at most once per call; what has no ack afterwards may
/// have been written or not. One thread at a time.
interface Sender {
  /// How many posts it takes at once.
  int width();

  /// Returns whether all of it went well; trouble of the network and `unavailable` are no failure,
  /// any other refusal is thrown.
  boolean send(List<Post> posts, Acks acks);

  /// Nothing more comes from it.
  default void end() {}

  /// By REST, one message each.
  record Single(User user) implements Sender {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public boolean send(List<Post> posts, Acks acks) {
      Post post = posts.getFirst();
      Answer answer = attempt(user, path(post), post.fields());
      if (answer == null) {
        return false;
      }
      acks.add(post, answer.require(201).number("seq"));
      return true;
    }
  }

  /// By REST, ten messages each.
  record Batch(User user) implements Sender {
    @Override
    public int width() {
      return 10;
    }

    @Override
    public boolean send(List<Post> posts, Acks acks) {
      var messages = posts.stream().map(Post::fields).toList();
      Answer answer =
          attempt(user, path(posts.getFirst()) + "/batch", Map.of("messages", messages));
      if (answer == null) {
        return false;
      }
      answer.require(201);
      for (int i = 0; i < posts.size(); i++) {
        acks.add(posts.get(i), answer.items().path(i).path("seq").asLong(-1));
      }
      return true;
    }
  }

  /// By a socket that is opened again when it is lost, many messages under way at once.
  final class Pipeline implements Sender {
    private final User user;
    private @Nullable ChatSocket socket;

    Pipeline(User user) {
      this.user = user;
    }

    @Override
    public int width() {
      return 20;
    }

    @Override
    public boolean send(List<Post> posts, Acks acks) {
      ChatSocket open = open();
      if (open == null) {
        return false;
      }
      Map<Post, CompletableFuture<Frame>> answers = new HashMap<>();
      for (Post post : posts) {
        Map<String, String> fields = new HashMap<>(post.fields());
        fields.put("sessionId", post.session());
        answers.put(post, open.askLater("send_message", fields));
      }
      boolean well = true;
      for (Post post : posts) {
        well &= acked(post, answers.get(post), acks);
      }
      return well;
    }

    @Override
    public void end() {
      if (socket != null) {
        socket.close();
      }
    }

    private static boolean acked(Post post, @Nullable CompletableFuture<Frame> asked, Acks acks) {
      Frame answer;
      try {
        answer = asked == null ? null : asked.join();
      } catch (CompletionException lost) {
        return false;
      }
      if (answer == null || answer.field("code").equals("unavailable")) {
        return false;
      }
      acks.add(post, ChatSocket.require("ack", answer).seq());
      return true;
    }

    private @Nullable ChatSocket open() {
      if (socket == null || socket.isClosed()) {
        try {
          socket = user.socket();
        } catch (CompletionException refused) {
          socket = null;
        }
      }
      return socket;
    }
  }

  private static String path(Post post) {
    return "/chat/sessions/" + post.session() + "/messages";
  }

  /// `null` if there was no verdict.
  private static @Nullable Answer attempt(User user, String path, Object body) {
    try {
      Answer answer = user.post(path, body);
      return answer.code().equals("unavailable") ? null : answer;
    } catch (UncheckedIOException lost) {
      return null;
    }
  }
}
