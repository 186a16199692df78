package io.kanhe.service.regulation;

import io.kanhe.message.Uscc;

/** A lead: its number is the reporter's own. */
record LeadKey(Uscc reporter, String leadNo) {

  /** Without the number, which is for the parties only. */
  @Override
  public String toString() {
    return "LeadKey[" + reporter + "]";
  }
}
