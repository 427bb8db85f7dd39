package dev.confab.bench.check;

/// A broken promise.
public enum Fault {
  HOLE("a connection missed seqs"),
  REPEAT("a connection got a seq again, or an older one"),
  TWO_CONTENTS("two members got different bytes for one seq"),
  TWO_SEQS("one write became two events"),
  WRONG_ACK("an ack names another seq than the event has"),
  LOST("an acked message did not reach a member who stayed"),
  INVENTED("an event of no write, or for another session");

  private final String sentence;

  Fault(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
