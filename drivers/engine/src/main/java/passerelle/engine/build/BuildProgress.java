package passerelle.engine.build;

import java.util.List;

/** Is told how a build goes on (BuildKit's client.SolveStatus). */
public interface BuildProgress {

  /** A step begins; the answer is its number. */
  int begin(String name);

  /** Something that a step does, which is done. */
  void status(int step, String what);

  /** What the command of a step prints. */
  void log(int step, String text);

  /** A step is done. */
  void done(int step);

  /** A step need not be done: it was done before. */
  void cached(int step);

  /** A step has failed. */
  void failed(int step, String problem);

  /** What is to be mended in the Dockerfile that a step has read. */
  void warn(int step, List<String> warnings);

  /** Who builds wants it no more. */
  boolean interrupted();
}
