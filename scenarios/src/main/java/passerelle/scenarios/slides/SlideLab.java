package passerelle.scenarios.slides;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.Where;

/**
 * A lab that follows a deck: freshly booted, with shells that stay open from one slide to the next.
 * Used by one thread, {@link #interrupt} aside.
 */
public interface SlideLab extends TypedBlock.Shell, AutoCloseable {
  /**
   * Another block begins: a {@code $ } in it is the machine's, whatever shell is open, unless that
   * is left later.
   *
   * @param lead the text before it, which may send the reader to another terminal
   * @param unprompted its commands without a prompt: who types one that only the machine has into
   *     the shell of a container has left that before
   * @param leftLater whether the shell that is open is left in the block or below it, at such a
   *     prompt
   */
  void beginBlock(String lead, List<String> unprompted, BooleanSupplier leftLater);

  /** A comment stands before the next command, which may send the reader to another terminal. */
  void remark(String text);

  /** What is said to the program that the next command opens, without its prompts. */
  void talk(List<String> lines);

  /**
   * Runs a command where its prompt says.
   *
   * @param where empty in a block without prompts: where the last command has led
   * @param printed what the deck prints below it: a dialogue with the program, maybe
   * @return empty when the lab has no such place: a second host, a shell that nothing has opened
   */
  Optional<Output> run(Optional<Where> where, String command, List<String> printed);

  /** Makes a file on the machine, as a reader does whom the deck shows what is in it. */
  void makeFile(String name, String text);

  /** The author calls the machine so, and any other name that prompts show is another place's. */
  void nameHost(String name);

  /**
   * Lets what was sent last be sent again in another terminal while the next command runs.
   *
   * @return what; empty if nothing was
   */
  Optional<String> stir();

  /**
   * The author's machine has no engine.
   *
   * @param forwards whether it passes packets on all the same
   */
  void workWithoutEngine(boolean forwards);

  /** Compose's next projects have the name of the author's directory. */
  void nameProject(String name);

  /**
   * Does what a reader would who is refused: removes the container or the network that has the name
   * or the port that is asked for, installs the tool that the author's image had, or makes what the
   * deck has never made.
   *
   * @param command what was refused
   * @param unheard tells names that no command before has named
   * @return how; empty if the refusal tells of nothing of the kind
   */
  Optional<String> makeWay(String command, String refusal, Predicate<String> unheard);

  /** Images of the author's own that were needed, and of what others they were made here. */
  Map<String, String> ownImages();

  /** Whether a machine of the lab has a command, or its shell. */
  boolean isCommandOfMachine(String word);

  /** What is there, by name, address and number. */
  Known known();

  /** Ctrl-C, for the command that runs. Any thread may call this. */
  void interrupt();

  @Override
  void close();
}
