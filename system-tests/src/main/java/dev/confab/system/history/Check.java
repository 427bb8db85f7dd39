package dev.confab.system.history;

/// A promise that is looked after, and what it means that it is broken.
public enum Check {
  LOST_ACK("acked, but the log has not that write at that seq"),
  TWO_SEQS("one write, two events"),
  TWO_CONTENTS("one seq of a session, two contents"),
  INVENTED("the log has what nobody sent, or a client got what the log has not"),
  REFUSED_BUT_VISIBLE("every attempt was refused for good, yet the log has it"),
  ACK_ORDER("what was asked after an answer stands before it"),
  LOG_HOLE("hole or inversion in a session's log"),
  TAILS_DIFFER("de-duplication by ce_id gives something else than the log filter"),
  STREAM_HOLE("hole, inversion or repeat on a connection"),
  STREAM_BEHIND("a connection that stayed open never got the end"),
  LEAK("delivered to who was no member at that event"),
  PAGE_DIFFERS("a page has a hole, or says something else than the log"),
  ARCHIVE_DIFFERS("the archive says something else than the log"),
  VACUOUS("the run had too little in it to tell anything");

  private final String sentence;

  Check(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
