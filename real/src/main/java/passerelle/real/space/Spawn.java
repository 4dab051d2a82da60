package passerelle.real.space;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.real.sys.Libc;

/**
 * A process ready to be started by whatever thread calls {@link #run}: it will be in that thread's
 * namespaces, with its root and capabilities, a session of its own, signals as they are by default,
 * and no descriptor but those listed (posix_spawn(3)).
 */
final class Spawn implements AutoCloseable {
  private static final short FLAGS = 0x04 | 0x08 | 0x80; // SETSIGDEF, SETSIGMASK, SETSID

  /** More than the C library's types need on any architecture. */
  private static final int OPAQUE = 1024;

  private final String path;
  private final List<Memory> held = new ArrayList<>();
  private final Memory actions = memory(OPAQUE);
  private final Memory attributes = memory(OPAQUE);
  private final Memory argv;
  private final Memory environment;
  private final int[] pid = new int[1];

  /**
   * Prepares a process.
   *
   * @param path the program, in the root of the thread that starts it
   * @param descriptors what it has at 0, 1, 2...
   */
  Spawn(String path, List<String> argv, Map<String, String> environment, List<Stdio> descriptors) {
    this(path, argv, environment, descriptors, Optional.empty());
  }

  /**
   * The same with something first.
   *
   * @param gate a FIFO that the process opens before anything else, so that it waits until somebody
   *     has opened it for writing
   */
  Spawn(
      String path,
      List<String> argv,
      Map<String, String> environment,
      List<Stdio> descriptors,
      Optional<String> gate) {
    this.path = path;
    this.argv = array(argv);
    this.environment =
        array(environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    Calls.posix_spawn_file_actions_init(actions);
    gate.ifPresent(fifo -> check(new Stdio.Opened(fifo, Libc.O_RDONLY).addTo(actions, 0)));
    for (int fd = 0; fd < descriptors.size(); fd++) {
      check(descriptors.get(fd).addTo(actions, fd));
    }
    check(Calls.posix_spawn_file_actions_addclosefrom_np(actions, descriptors.size()));
    Calls.posix_spawnattr_init(attributes);
    Calls.posix_spawnattr_setflags(attributes, FLAGS);
    Memory signals = memory(OPAQUE);
    Calls.sigemptyset(signals);
    Calls.posix_spawnattr_setsigmask(attributes, signals);
    Calls.sigfillset(signals);
    Calls.posix_spawnattr_setsigdefault(attributes, signals);
  }

  private Memory memory(long size) {
    Memory memory = new Memory(size);
    held.add(memory);
    return memory;
  }

  /** Pointers to texts, with a null pointer last. */
  private Memory array(List<String> texts) {
    Memory array = memory(8L * (texts.size() + 1));
    array.clear();
    for (int i = 0; i < texts.size(); i++) {
      byte[] bytes = texts.get(i).getBytes(StandardCharsets.UTF_8);
      Memory text = memory(bytes.length + 1L);
      text.clear();
      text.write(0, bytes, 0, bytes.length);
      array.setPointer(8L * i, text);
    }
    return array;
  }

  private static void check(int error) {
    if (error != 0) {
      throw new LastErrorException(error);
    }
  }

  /** Starts it; its pid. Once only. */
  int run() throws LastErrorException {
    check(Calls.posix_spawn(pid, path, actions, attributes, argv, environment));
    return pid[0];
  }

  @Override
  public void close() {
    Calls.posix_spawn_file_actions_destroy(actions);
    Calls.posix_spawnattr_destroy(attributes);
    held.forEach(Memory::close);
  }
}
