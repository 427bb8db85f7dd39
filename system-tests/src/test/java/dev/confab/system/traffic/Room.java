package dev.confab.system.traffic;

import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.User;
import java.util.ArrayList;
import java.util.List;

/// A session with three members, and what each of them has to say.
///
/// @param listeners a joined socket of each member
public record Room(String session, List<User> members, List<ChatSocket> listeners) {
  static Room open(Chat chat) {
    List<User> members = List.of(chat.user("ann"), chat.user("ben"), chat.user("cat"));
    String session = members.getFirst().createSession(members.get(1), members.get(2));
    List<ChatSocket> listeners = new ArrayList<>();
    for (User member : members) {
      ChatSocket socket = member.socket();
      socket.join(session);
      listeners.add(socket);
    }
    return new Room(session, members, listeners);
  }

  /// What a client of that member sends.
  List<Post> posts(int member, String client, int count) {
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = client + "-" + i;
      posts.add(new Post(session, members.get(member), id, "Message " + id + " of " + session));
    }
    return posts;
  }
}
