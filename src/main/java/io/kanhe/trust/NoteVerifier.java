package io.kanhe.trust;

/** Verifies signed notes of one key. Thread-safe. */
public interface NoteVerifier {

  String name();

  /**
   * @return the note's text without signatures
   * @throws io.kanhe.platform.KanheException 2001 SIGNATURE_INVALID if no line of this key verifies
   */
  String verify(String signedNote);
}
