package dev.confab.history.rest;

import dev.confab.history.page.EventPages;
import dev.confab.history.page.ListPlace;
import dev.confab.history.page.MessagePages;
import dev.confab.history.page.Page;
import dev.confab.history.page.Reading;
import dev.confab.history.window.Entry;
import dev.confab.history.window.Profile;
import dev.confab.schema.codec.Json;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.web.kafka.LogEpoch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  private final SessionReads sessions;
  private final MessagePages messages;
  private final EventPages events;
  private final SessionLists lists;
  private final LogEpoch epoch;
  private final Answers answers;

  HistoryController(
      SessionReads sessions,
      MessagePages messages,
      EventPages events,
      SessionLists lists,
      LogEpoch epoch,
      Answers answers) {
    this.sessions = sessions;
    this.messages = messages;
    this.events = events;
    this.lists = lists;
    this.epoch = epoch;
    this.answers = answers;
  }

  @GetMapping("/chat/sessions")
  ResponseEntity<byte[]> list(
      Reading reading,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String cursor,
      HttpServletRequest request) {
    Parameters parameters = new Parameters();
    int size = parameters.limit(limit, MessageRange.DEFAULT, MessageRange.MOST);
    ListPlace from = new ListPlace.Top();
    if (cursor != null) {
      if (Cursor.decode(cursor) instanceof Cursor.InList list) {
        from = list.place();
      } else {
        parameters.refuse("cursor", "not a cursor of this list");
      }
    }
    parameters.check();
    SessionLists.Listing listing = lists.list(reading, from, size, request);
    RawJson page = RawJson.page(listing.items(), listing.next());
    return Peers.wantsPart(request)
        ? answers.json(reading, page, Peers.partHeaders(listing.covered()))
        : answers.json(reading, page);
  }

  @GetMapping("/chat/sessions/{session}")
  Object session(
      Reading reading,
      @PathVariable(SESSION) String session,
      @RequestParam(required = false) @Nullable String minSeq) {
    return sessions.read(
        reading,
        Parameters.session(session),
        minSeq,
        view -> {
          Profile profile = view.window().profile();
          if (profile == null) {
            throw SessionReads.notFound(ErrorCode.SESSION_NOT_FOUND);
          }
          return answers.json(reading, RawJson.of(Json.encode(profile.session(view.summary()))));
        });
  }

  @GetMapping("/chat/sessions/{session}/messages")
  Object messages(
      Reading reading,
      @PathVariable(SESSION) String session,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam Map<String, String> query) {
    SessionId id = Parameters.session(session);
    MessageRange range =
        MessageRange.of(id, query.get("before"), query.get("after"), query.get("cursor"), limit);
    return sessions.read(
        reading,
        id,
        query.get("minSeq"),
        view -> {
          Page page = range.page(messages, view);
          return answers.json(
              reading, RawJson.page(RawJson.entries(page.items()), range.next(id, page)));
        });
  }

  @GetMapping("/chat/sessions/{session}/messages/recent")
  Object recent(
      Reading reading,
      @PathVariable(SESSION) String session,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String minSeq) {
    SessionId id = Parameters.session(session);
    Parameters parameters = new Parameters();
    int size = parameters.limit(limit, RECENT, MessageRange.MOST);
    parameters.check();
    return sessions.read(
        reading,
        id,
        minSeq,
        view ->
            answers.json(
                reading, RawJson.items(RawJson.entries(messages.newest(view, size).items()))));
  }

  @GetMapping("/chat/sessions/{session}/messages/count")
  Object count(
      Reading reading,
      @PathVariable(SESSION) String session,
      @RequestParam(required = false) @Nullable String minSeq) {
    return sessions.read(
        reading,
        Parameters.session(session),
        minSeq,
        view ->
            answers.json(
                reading, RawJson.of(Json.encode(Map.of("count", view.summary().messageCount())))));
  }

  @GetMapping("/chat/sessions/{session}/events")
  Object events(
      Reading reading,
      @PathVariable(SESSION) String session,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String minSeq) {
    SessionId id = Parameters.session(session);
    Parameters parameters = new Parameters();
    int size = parameters.limit(limit, EVENTS, MOST_EVENTS);
    long from = parameters.seq("after", after);
    parameters.check();
    return sessions.read(
        reading,
        id,
        minSeq,
        view -> {
          List<Entry> found = events.after(view, from, size);
          return answers.json(
              reading,
              RawJson.events(RawJson.entries(found), epoch.value(), view.summary().lastSeq()));
        });
  }

  @GetMapping("/chat/messages/{message}")
  Object message(
      Reading reading,
      @PathVariable(MESSAGE) String message,
      @RequestParam(required = false) @Nullable String minSeq) {
    MessageId id = Parameters.message(message);
    return sessions.read(
        reading,
        id.session(),
        minSeq,
        view -> {
          Entry found = messages.one(view, id.seq());
          if (found == null) {
            throw SessionReads.notFound(ErrorCode.MESSAGE_NOT_FOUND);
          }
          return answers.json(reading, RawJson.of(found.json()));
        });
  }
}
