package dev.confab.history.rest;

import dev.confab.history.page.EventPages;
import dev.confab.history.page.MessagePages;
import dev.confab.history.page.Page;
import dev.confab.history.page.Patience;
import dev.confab.history.page.Place;
import dev.confab.history.page.SessionFinder;
import dev.confab.history.page.View;
import dev.confab.history.window.Entry;
import dev.confab.history.window.Profile;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.codec.Json;
import dev.confab.schema.command.Caller;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.web.kafka.LogEpoch;
import dev.confab.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Every read of the REST contract.
@RestController
public class HistoryController {
  static final String SESSION = "session";
  static final String MESSAGE = "message";

  private static final int RECENT = 20;
  private static final int EVENTS = 100;
  private static final int MOST_EVENTS = 500;

  private final SessionFinder sessions;
  private final MessagePages messages;
  private final EventPages events;
  private final SessionLists lists;
  private final LogEpoch epoch;
  private final Patience patience;
  private final Waiting waiting;

  HistoryController(
      SessionFinder sessions,
      MessagePages messages,
      EventPages events,
      SessionLists lists,
      LogEpoch epoch,
      Patience patience,
      Waiting waiting) {
    this.sessions = sessions;
    this.messages = messages;
    this.events = events;
    this.lists = lists;
    this.epoch = epoch;
    this.patience = patience;
    this.waiting = waiting;
  }

  @GetMapping("/chat/sessions")
  ResponseEntity<byte[]> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String cursor,
      HttpServletRequest request) {
    Parameters parameters = new Parameters();
    int size = parameters.limit(limit, MessageRange.DEFAULT, MessageRange.MOST);
    Place after = null;
    if (cursor != null) {
      if (Cursor.decode(cursor) instanceof Cursor.Behind behind) {
        after = behind.place();
      } else {
        parameters.refuse("cursor", "not a cursor of this list");
      }
    }
    parameters.check();
    SessionLists.Listing listing = lists.list(caller.userId(), after, size, request);
    HttpHeaders headers = new HttpHeaders();
    if (Peers.isForwarded(request)) {
      headers.set(
          Peers.PARTITIONS,
          listing.covered().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    return ResponseEntity.ok()
        .headers(headers)
        .contentType(MediaType.APPLICATION_JSON)
        .body(RawJson.page(listing.items(), listing.next()));
  }

  @GetMapping("/chat/sessions/{session}")
  Object session(
      Caller caller,
      @PathVariable(SESSION) String session,
      @RequestParam(required = false) @Nullable String minSeq) {
    return read(
        caller,
        Parameters.session(session),
        minSeq,
        view -> {
          Profile profile = view.window().profile();
          if (profile == null) {
            throw notFound(ErrorCode.SESSION_NOT_FOUND);
          }
          return json(Json.encode(profile.session(view.summary())));
        });
  }

  @GetMapping("/chat/sessions/{session}/messages")
  Object messages(
      Caller caller,
      @PathVariable(SESSION) String session,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam Map<String, String> query) {
    SessionId id = Parameters.session(session);
    MessageRange range =
        MessageRange.of(id, query.get("before"), query.get("after"), query.get("cursor"), limit);
    return read(
        caller,
        id,
        query.get("minSeq"),
        view -> {
          Page page = range.page(messages, view);
          return json(RawJson.page(RawJson.of(page.items()), range.next(id, page)));
        });
  }

  @GetMapping("/chat/sessions/{session}/messages/recent")
  Object recent(
      Caller caller,
      @PathVariable(SESSION) String session,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String minSeq) {
    SessionId id = Parameters.session(session);
    Parameters parameters = new Parameters();
    int size = parameters.limit(limit, RECENT, MessageRange.MOST);
    parameters.check();
    return read(
        caller,
        id,
        minSeq,
        view -> json(RawJson.items(RawJson.of(messages.newest(view, size).items()))));
  }

  @GetMapping("/chat/sessions/{session}/messages/count")
  Object count(
      Caller caller,
      @PathVariable(SESSION) String session,
      @RequestParam(required = false) @Nullable String minSeq) {
    return read(
        caller,
        Parameters.session(session),
        minSeq,
        view -> json(Json.encode(Map.of("count", view.summary().messageCount()))));
  }

  @GetMapping("/chat/sessions/{session}/events")
  Object events(
      Caller caller,
      @PathVariable(SESSION) String session,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String minSeq) {
    SessionId id = Parameters.session(session);
    Parameters parameters = new Parameters();
    int size = parameters.limit(limit, EVENTS, MOST_EVENTS);
    long from = parameters.seq("after", after);
    parameters.check();
    return read(
        caller,
        id,
        minSeq,
        view -> {
          List<Entry> found = events.after(view, from, size);
          return json(RawJson.events(RawJson.of(found), epoch.value(), view.summary().lastSeq()));
        });
  }

  @GetMapping("/chat/messages/{message}")
  Object message(
      Caller caller,
      @PathVariable(MESSAGE) String message,
      @RequestParam(required = false) @Nullable String minSeq) {
    MessageId id = Parameters.message(message);
    return read(
        caller,
        id.session(),
        minSeq,
        view -> {
          Entry found = messages.one(view, id.seq());
          if (found == null) {
            throw notFound(ErrorCode.MESSAGE_NOT_FOUND);
          }
          return json(found.json());
        });
  }

  /// A `ResponseEntity`, or the future of one where the view has to come first.
  private Object read(
      Caller caller,
      SessionId session,
      @Nullable String minSeq,
      Function<View, ResponseEntity<byte[]>> answer) {
    Parameters parameters = new Parameters();
    long seq = parameters.seq("minSeq", minSeq);
    parameters.check();
    Supplier<@Nullable ResponseEntity<byte[]>> read =
        () -> {
          View view = sessions.find(caller, session, seq);
          return view == null ? null : answer.apply(view);
        };
    if (seq == 0) {
      return found(read.get());
    }
    ResponseEntity<byte[]> now = ifThere(read);
    return now == null ? waiting.read(caller, () -> found(patience.read(session, read))) : now;
  }

  private static @Nullable ResponseEntity<byte[]> ifThere(
      Supplier<@Nullable ResponseEntity<byte[]>> read) {
    try {
      return read.get();
    } catch (ViewBehindException e) {
      return null;
    }
  }

  private static ResponseEntity<byte[]> found(@Nullable ResponseEntity<byte[]> answer) {
    if (answer == null) {
      throw notFound(ErrorCode.SESSION_NOT_FOUND);
    }
    return answer;
  }

  private static ProblemException notFound(ErrorCode code) {
    return new ProblemException(code, code.sentence());
  }

  private static ResponseEntity<byte[]> json(byte[] body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }
}
