package passerelle.sim.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a process has open ({@code struct files_struct}): its three streams, and what a shell has
 * handed to it to be read by name, {@code /dev/fd/63}.
 */
public final class Descriptors {
  private static final int GREATEST = 63;

  private final Input stdin;
  private final Output stdout;
  private final Output stderr;
  private final Map<Integer, byte[]> handed;
  private final Map<Integer, Sink> sinks;

  Descriptors(Process process, Spawn spawn) {
    stdin = new Input(process, spawn.stdin);
    stdout = new Output(process, spawn.stdout);
    stderr = new Output(process, spawn.stderr);
    handed = new TreeMap<>(spawn.handed);
    sinks = new TreeMap<>(spawn.sinks);
    sinks.values().forEach(Stream::retain);
    List.of(spawn.stdin, spawn.stdout, spawn.stderr).forEach(Stream::retain);
  }

  Input stdin() {
    return stdin;
  }

  Output stdout() {
    return stdout;
  }

  Output stderr() {
    return stderr;
  }

  void releaseAll() {
    List.of(stdin.source(), stdout.sink(), stderr.sink()).forEach(Stream::release);
    closeBut(0);
  }

  /** What can be read of the greatest free number from now on, by children, too; that number. */
  public int hand(byte[] contents) {
    int number = GREATEST - handed.size();
    handed.put(number, contents);
    return number;
  }

  /** The same of what is to be written to. */
  public int hand(Sink sink) {
    int number = hand(new byte[0]);
    sinks.put(number, sink);
    sink.retain();
    return number;
  }

  /** Where goes what is written to a number that has been handed to it. */
  public Optional<Sink> sink(int number) {
    return Optional.ofNullable(sinks.get(number));
  }

  /** What a child gets of those. */
  Map<Integer, Sink> inheritedSinks() {
    return Map.copyOf(sinks);
  }

  /** How many have been handed to it. */
  public int handed() {
    return handed.size();
  }

  /** Closes all but the first of those that have been handed to it. */
  public void closeBut(int first) {
    handed.keySet().removeIf(number -> number <= GREATEST - first);
    for (int number : List.copyOf(sinks.keySet())) {
      if (number <= GREATEST - first) {
        sinks.remove(number).release();
      }
    }
  }

  /** The numbers of what has been handed to it, the least first. */
  public List<Integer> numbers() {
    return List.copyOf(handed.keySet());
  }

  /** What is to be read of a number. */
  public Optional<byte[]> read(int number) {
    return Optional.ofNullable(handed.get(number));
  }

  /** What a child gets of it. */
  Map<Integer, byte[]> inherited() {
    return Map.copyOf(handed);
  }
}
