package passerelle.engine.dockerfile;

import java.util.List;

/**
 * What a Dockerfile says.
 *
 * @param globals the {@code ARG} before the first stage
 * @param stages in their order
 * @param warnings what BuildKit's linter says of it
 */
public record Dockerfile(List<Instruction> globals, List<Stage> stages, List<String> warnings) {

  /**
   * A stage: from one {@code FROM} to the next.
   *
   * @param name behind {@code AS}, in small letters; empty for none
   * @param from its first instruction
   * @param base the image or the stage that it stands on, as typed
   * @param instructions the others
   */
  public record Stage(String name, Instruction from, String base, List<Instruction> instructions) {}

  /** The number of a stage by its name or number; -1 when there is none of that before a limit. */
  public int stage(String wanted, int limit) {
    for (int i = 0; i < limit; i++) {
      if (wanted.equalsIgnoreCase(stages.get(i).name()) || wanted.equals(String.valueOf(i))) {
        return i;
      }
    }
    return -1;
  }
}
