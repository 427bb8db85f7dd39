---------------------------- MODULE ShardProtocol ----------------------------
(***************************************************************************)
(* One shard of Confab: who may write its part of chat.events, and what    *)
(* readers may believe of it. README.md beside this file explains it in    *)
(* plain words and says what is not in here.                               *)
(*                                                                         *)
(* The actors are openings, not processes. An opening that takes no more   *)
(* steps is a pause if it takes another one later and a crash if it        *)
(* doesn't, so neither needs an action. A process that opens again is      *)
(* simply the next opening.                                                *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Openings,   \* how many openings there are at most, of however many processes
  Commands,   \* how many commands wait in chat.commands, all of one session
  Snapshots,  \* how many snapshots are written at most
  Verdicts,   \* whether an owner may also reject a command for good, by whim
  Without     \* names of the rules that are left out

VARIABLES
  events,     \* the landed records of chat.events
  truth,      \* truth[i + 1]: what a reader of everything makes of the first i
  view,       \* what another reader of everything makes of them, as they land
  readers,    \* every gateway that may have started by now, wherever
  registry,   \* the highest claim in chat.shards
  fenced,     \* the highest marker in chat.replies
  rejected,   \* commands that some gateway believes to be rejected for good
  stored,     \* the snapshots in chat.sessions
  written,    \* how many snapshots were written
  transactor, \* the opening that shut the former ones out of the snapshots
  op          \* the openings

vars == <<events, truth, view, readers, registry, fenced, rejected, stored,
          written, transactor, op>>

Holds(rule) == rule \notin Without
Max(a, b) == IF a > b THEN a ELSE b
MaxOf(numbers) == CHOOSE a \in numbers : \A b \in numbers : a >= b
Last(list) == list[Len(list)]
IsPrefix(a, b) == Len(a) <= Len(b) /\ \A i \in 1..Len(a) : a[i] = b[i]
Without1(list, i) == [j \in 1..(Len(list) - 1) |-> list[IF j < i THEN j ELSE j + 1]]

Nobody == 0

-----------------------------------------------------------------------------
(* Records. An event or progress record settles the commands from..command; *)
(* an event is what became of the last of them.                             *)

Marker(term, owner) ==
  [marker |-> TRUE, term |-> term, owner |-> owner, n |-> 0,
   event |-> FALSE, command |-> 0, from |-> 0, seq |-> 0]

Record(o, event, command, seq) ==
  [marker |-> FALSE, term |-> o.term, owner |-> o.id, n |-> o.n + 1,
   event |-> event, command |-> command, from |-> o.settled + 1, seq |-> seq]

-----------------------------------------------------------------------------
(* Rule 5: LogFilter, for readers that see everything.                      *)

Accepts(filter, r) ==
  /\ ~r.marker
  /\ r.term = filter.term
  /\ r.owner = filter.owner
  /\ Holds("R5") => filter.whole /\ r.n = filter.next

Judge(filter, r) ==
  CASE r.marker ->
         IF r.term > filter.term
         THEN [term |-> r.term, owner |-> r.owner, next |-> 1, whole |-> TRUE]
         ELSE filter
    [] Accepts(filter, r) -> [filter EXCEPT !.next = @ + 1]
    [] OTHER ->
         IF r.term = filter.term /\ r.owner = filter.owner
         THEN [filter EXCEPT !.whole = FALSE]
         ELSE filter

(* What is known behind the first `before` records: the filter, the command *)
(* that is next, and the session, which is the list of the commands that    *)
(* became events. `gapless` and `unskipped` remember what must never fail.  *)
Start ==
  [before |-> 0, next |-> 1, state |-> <<>>, gapless |-> TRUE, unskipped |-> TRUE,
   filter |-> [term |-> 0, owner |-> Nobody, next |-> 1, whole |-> TRUE]]

Fold(v, r) ==
  IF ~Accepts(v.filter, r)
  THEN [v EXCEPT !.before = @ + 1, !.filter = Judge(@, r)]
  ELSE [before |-> v.before + 1,
        filter |-> Judge(v.filter, r),
        next |-> Max(v.next, r.command + 1),
        state |-> IF r.event THEN Append(v.state, r.command) ELSE v.state,
        gapless |-> v.gapless /\ (r.event => r.seq = Len(v.state) + 1),
        unskipped |-> v.unskipped /\ r.from = v.next]

RECURSIVE ReadTo(_, _)
ReadTo(v, to) == IF v.before >= to THEN v ELSE ReadTo(Fold(v, events[v.before + 1]), to)

Now == Last(truth)

-----------------------------------------------------------------------------
(* Rules 7 and 8: TailFilter, for gateways, which start in the middle. One  *)
(* that fixed its position and reads the registry later is the same as one  *)
(* that starts later: what lands between the two is of lower terms.         *)

Fresh(floor) ==
  [term |-> floor, owner |-> Nobody, first |-> 0, next |-> 0, whole |-> TRUE, right |-> TRUE]

Starting == IF Holds("R7") THEN {Fresh(registry)} ELSE {Fresh(f) : f \in 0..registry}

Follow(g, r, accepted) ==
  LET expected == IF g.first = 0 THEN r.n ELSE g.next IN
  IF Holds("R5") /\ (~g.whole \/ r.n # expected)
  THEN [g EXCEPT !.whole = FALSE]
  ELSE [g EXCEPT !.first = IF @ = 0 THEN r.n ELSE @,
                 !.next = r.n + 1,
                 !.right = @ /\ accepted]

Read(g, r, accepted) ==
  CASE r.term < g.term -> g
    [] r.marker ->
         IF r.term > g.term \/ g.owner = Nobody
         THEN [term |-> r.term, owner |-> r.owner, first |-> 1, next |-> 1,
               whole |-> TRUE, right |-> TRUE]
         ELSE g
    [] ~r.marker /\ r.term > g.term -> g
    [] OTHER ->
         IF r.owner = g.owner
         THEN Follow(g, r, accepted)
         ELSE Follow([Fresh(g.term) EXCEPT !.owner = r.owner], r, accepted)

(* A record or a reply can tell it what its owner knows to be safe, and a   *)
(* reply is never far: anybody may join at any time. So what the owner      *)
(* knows now is taken for what the gateway knows.                           *)
Trusts(g) ==
  /\ g.first > 0
  /\ Holds("R8") =>
       \E o \in 1..Openings : op[o].id = g.owner /\ op[o].safe >= g.first - 1

-----------------------------------------------------------------------------
Init ==
  /\ events = <<>>
  /\ truth = <<Start>>
  /\ view = Start
  /\ readers = {}
  /\ registry = 0
  /\ fenced = 0
  /\ rejected = {}
  /\ stored = Start
  /\ written = 0
  /\ transactor = Nobody
  /\ op = [o \in 1..Openings |->
            [step |-> "none", term |-> 0, id |-> Nobody, base |-> Start,
             queue |-> <<>>, n |-> 0, safe |-> 0, next |-> 0, settled |-> 0,
             decided |-> <<>>, durable |-> <<>>, verdicts |-> {}]]

(* A record lands, and every reader reads it.                               *)
Land(r) ==
  LET accepted == Accepts(Now.filter, r) IN
  /\ events' = Append(events, r)
  /\ truth' = Append(truth, Fold(Now, r))
  /\ view' = IF Holds("R6") \/ r.term >= registry
             THEN Fold(view, r)
             ELSE [view EXCEPT !.before = @ + 1]
  /\ readers' = {Read(g, r, accepted) : g \in readers \cup Starting}

NothingLands == UNCHANGED <<events, truth, view, readers>>

(* Rule 9: whether a reply of this opening that lands now is believed by    *)
(* the most credulous gateway: one that started before all markers, and     *)
(* read none of chat.events yet.                                            *)
Believed(o) == Holds("R9") => o.term >= fenced

-----------------------------------------------------------------------------
(* Rule 4: opening.                                                         *)

Fence(i) ==
  /\ op[i].step = "none"
  /\ \A former \in 1..(i - 1) : op[former].step # "none"
  /\ op' = [op EXCEPT ![i].step = "fenced", ![i].id = i]
  /\ transactor' = i
  /\ NothingLands
  /\ UNCHANGED <<registry, fenced, rejected, stored, written>>

(* Reads the snapshots, the events and the registry. Rule 2.                *)
Choose(i) ==
  /\ op[i].step = "fenced"
  /\ LET known == {0} \cup (IF Holds("R2") THEN {registry, stored.filter.term} ELSE {})
                    \cup {events[e].term : e \in 1..Len(events)}
     IN op' = [op EXCEPT ![i].step = "chosen", ![i].base = stored,
                         ![i].term = 1 + MaxOf(known)]
  /\ NothingLands
  /\ UNCHANGED <<registry, fenced, rejected, stored, written, transactor>>

(* Rule 3: with one key per term a lower claim doesn't hide a higher one.   *)
Claimed(term) == IF Holds("R3") THEN Max(registry, term) ELSE term

Claim(i) ==
  /\ op[i].step = "chosen"
  /\ op' = [op EXCEPT ![i].step = "claimed"]
  /\ registry' = IF Holds("R4d") THEN Claimed(op[i].term) ELSE registry
  /\ NothingLands
  /\ UNCHANGED <<fenced, rejected, stored, written, transactor>>

MarkReplies(i) ==
  /\ op[i].step = IF Holds("R4e") THEN "claimed" ELSE "half marked"
  /\ op' = [op EXCEPT ![i].step = IF Holds("R4e") THEN "half marked" ELSE "marked"]
  /\ fenced' = Max(fenced, op[i].term)
  /\ NothingLands
  /\ UNCHANGED <<registry, rejected, stored, written, transactor>>

MarkEvents(i) ==
  /\ op[i].step = IF Holds("R4e") THEN "half marked" ELSE "claimed"
  /\ op' = [op EXCEPT ![i].step = IF Holds("R4e") THEN "marked" ELSE "half marked"]
  /\ Land(Marker(op[i].term, op[i].id))
  /\ UNCHANGED <<registry, fenced, rejected, stored, written, transactor>>

OwnMarker(i) == CHOOSE e \in 1..Len(events) : events[e].marker /\ events[e].owner = op[i].id

(* Rule 4g: somebody else's opening came between.                           *)
Lost(i) ==
  \/ \E e \in (op[i].base.before + 1)..(OwnMarker(i) - 1) :
       events[e].marker /\ events[e].term >= op[i].term
  \/ stored.filter.term >= op[i].term
  \/ stored.before > OwnMarker(i)

(* Rule 11: behind whatever was accepted, be it older than the snapshot or  *)
(* not; what was dropped doesn't count.                                     *)
Resume(i, v) ==
  CASE ~Holds("R11 log") -> op[i].base.next
    [] ~Holds("R11") ->
         MaxOf({v.next} \cup {events[e].command + 1 : e \in 1..v.before})
    [] OTHER -> v.next

Open(i) ==
  /\ op[i].step = "marked"
  /\ IF Holds("R4g") /\ Lost(i)
     THEN op' = [op EXCEPT ![i].step = "lost", ![i].base = Start]
     ELSE LET v == ReadTo(op[i].base, OwnMarker(i))
              next == Resume(i, v)
          IN
          op' = [op EXCEPT ![i].step = "open", ![i].base = v,
                           ![i].next = next, ![i].settled = next - 1,
                           ![i].decided = v.state, ![i].durable = v.state]
  /\ registry' = IF Holds("R4d") THEN registry ELSE Claimed(op[i].term)
  /\ NothingLands
  /\ UNCHANGED <<fenced, rejected, stored, written, transactor>>

(* Rule 1 left out: a process goes on under the term and owner id it had    *)
(* after it forgot its memory and read the log again.                       *)
Reload(i, former) ==
  /\ ~Holds("R1")
  /\ op[i].step = "none"
  /\ \A earlier \in 1..(i - 1) : op[earlier].step # "none"
  /\ op[former].step = "open"
  /\ Now.filter.term = op[former].term /\ Now.filter.owner = op[former].id
  /\ op' = [op EXCEPT
       ![former].step = "lost",
       ![i] = [op[former] EXCEPT
                 !.base = Now, !.queue = <<>>, !.verdicts = {},
                 !.n = Now.filter.next - 1, !.safe = Now.filter.next - 1,
                 !.next = Now.next, !.settled = Now.next - 1,
                 !.decided = Now.state, !.durable = Now.state]]
  /\ NothingLands
  /\ UNCHANGED <<registry, fenced, rejected, stored, written, transactor>>

-----------------------------------------------------------------------------
(* Deciding. Records are sent in order and not waited for. Any number of    *)
(* commands may be one batch.                                               *)

Accept(i) ==
  /\ op[i].step = "open"
  /\ op[i].next <= Commands
  /\ LET o == op[i] IN
     op' = [op EXCEPT ![i] = [o EXCEPT
              !.n = @ + 1, !.next = @ + 1, !.settled = o.next,
              !.decided = Append(@, o.next),
              !.queue = Append(@, Record(o, TRUE, o.next, Len(o.decided) + 1))]]
  /\ NothingLands
  /\ UNCHANGED <<registry, fenced, rejected, stored, written, transactor>>

(* A final verdict. It waits for a record that settles its command: a later *)
(* event of the batch, or the progress record that ends it (rule 12).       *)
Reject(i) ==
  /\ Verdicts
  /\ op[i].step = "open"
  /\ op[i].next <= Commands
  /\ LET o == op[i]
         waits == [o EXCEPT !.next = @ + 1,
                            !.verdicts = @ \cup {[command |-> o.next, until |-> o.n + 1]}]
     IN
     IF Holds("R12")
     THEN /\ \/ op' = [op EXCEPT ![i] = [waits EXCEPT
                         !.n = @ + 1, !.settled = o.next,
                         !.queue = Append(@, Record(o, FALSE, o.next, 0))]]
             \/ o.next < Commands /\ op' = [op EXCEPT ![i] = waits]
          /\ UNCHANGED rejected
     ELSE IF o.n <= o.safe
     THEN /\ op' = [op EXCEPT ![i].next = @ + 1]
          /\ rejected' = IF Believed(o) THEN rejected \cup {o.next} ELSE rejected
     ELSE /\ op' = [op EXCEPT ![i].next = @ + 1,
                              ![i].verdicts = @ \cup {[command |-> o.next, until |-> o.n]}]
          /\ UNCHANGED rejected
  /\ NothingLands
  /\ UNCHANGED <<registry, fenced, stored, written, transactor>>

(* What was sent lands, now or long after its owner died, and the owner     *)
(* hears of it, if it still can. Rule 10: only an unbroken row of landed    *)
(* records is safe. Verdicts leave that waited for it. Whatever leaves can  *)
(* take as long as it likes to land; it is the most credible at once.       *)
LandSent(i) ==
  \E at \in 1..Len(op[i].queue) :
    /\ Holds("R16") => at = 1
    /\ LET o == op[i]
           r == o.queue[at]
           heard == IF Holds("R10") THEN r.n = o.safe + 1 ELSE r.n > o.safe
           safe == IF heard THEN r.n ELSE o.safe
           leaving == {v \in o.verdicts : v.until <= safe}
       IN
       /\ Land(r)
       /\ op' = [op EXCEPT ![i] = [o EXCEPT
                   !.queue = Without1(@, at),
                   !.safe = safe,
                   !.durable = IF heard /\ r.event THEN Append(@, r.command) ELSE @,
                   !.verdicts = @ \ leaving]]
       /\ rejected' = IF Believed(o)
                      THEN rejected \cup {v.command : v \in leaving}
                      ELSE rejected
    /\ UNCHANGED <<registry, fenced, stored, written, transactor>>

(* What was sent never lands, but something behind it may.                  *)
Lose(i) ==
  /\ Len(op[i].queue) > 1
  /\ op' = [op EXCEPT ![i].queue = Tail(@)]
  /\ NothingLands
  /\ UNCHANGED <<registry, fenced, rejected, stored, written, transactor>>

-----------------------------------------------------------------------------
(* Rules 13 and 14: the owner follows its own log, not beyond a higher      *)
(* marker or its own broken term, and stores what that makes.               *)

Snapshot(i) ==
  /\ op[i].step = "open"
  /\ written < Snapshots
  /\ Holds("R4a") => transactor = op[i].id
  /\ written' = written + 1
  /\ IF Holds("R14")
     THEN \E to \in op[i].base.before..Len(events) :
            LET v == ReadTo(op[i].base, to) IN
            /\ v # stored
            /\ v.filter.owner = op[i].id /\ v.filter.whole
            /\ \/ stored' = v
               \/ ~Holds("R14 atomic") /\ stored' = [stored EXCEPT !.state = v.state]
            /\ op' = [op EXCEPT ![i].base = v]
     ELSE LET o == op[i]
              own == {e \in 1..Len(events) : events[e].owner = o.id}
          IN
          /\ o.n > 0 /\ o.safe = o.n
          /\ stored' = [stored EXCEPT
               !.before = MaxOf(own), !.next = o.settled + 1, !.state = o.decided,
               !.filter = [term |-> o.term, owner |-> o.id, next |-> o.n + 1, whole |-> TRUE]]
          /\ UNCHANGED op
  /\ NothingLands
  /\ UNCHANGED <<registry, fenced, rejected, transactor>>

-----------------------------------------------------------------------------
Next ==
  \E i \in 1..Openings :
    \/ Fence(i) \/ Choose(i) \/ Claim(i) \/ MarkReplies(i) \/ MarkEvents(i) \/ Open(i)
    \/ \E former \in 1..(i - 1) : Reload(i, former)
    \/ Accept(i) \/ Reject(i)
    \/ LandSent(i) \/ Lose(i)
    \/ Snapshot(i)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must never fail.                                                    *)

ReadersAgree == view = Now

OneEventPerCommand ==
  \A a, b \in 1..Len(Now.state) : a # b => Now.state[a] # Now.state[b]

SeqsHaveNoGaps == Now.gapless

NoCommandIsSkipped == Now.unskipped

AckedIsAccepted == \A g \in readers : Trusts(g) => g.right

RejectedIsNeverAccepted == \A i \in 1..Len(Now.state) : Now.state[i] \notin rejected

(* A repeat or a join that is answered now tells of nothing else.           *)
AnsweredIsAccepted ==
  \A i \in 1..Openings :
    op[i].step = "open" /\ Believed(op[i]) => IsPrefix(op[i].durable, Now.state)

OpenersKnowTheTruth ==
  \A i \in 1..Openings :
    op[i].step = "open" => op[i].base = truth[op[i].base.before + 1]
=============================================================================
