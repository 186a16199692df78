package io.kanhe.intake;

import io.kanhe.platform.KanheException;

/** One step of the pipeline. Stateless or thread-safe. */
interface Stage {

  /**
   * Looks at the dossier, adds what it found out, or refuses.
   *
   * @throws KanheException with the code of the refusal
   */
  void check(Dossier dossier);
}
