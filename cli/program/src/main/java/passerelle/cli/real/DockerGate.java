package passerelle.cli.real;

import com.sun.jna.LastErrorException;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.Container;
import passerelle.engine.cli.Detachment;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.kernel.KernelProcess;
import passerelle.real.clock.RealClock;
import passerelle.real.lab.RealKernel;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.Libc;
import passerelle.text.Resources;

/**
 * The {@code docker} command of the host: a script that tells its process id through a FIFO, and
 * here the engine that does what its arguments say, reading and writing the script's own files
 * through {@code /proc/PID/fd}. A command ends when its script is killed.
 */
final class DockerGate implements AutoCloseable {
  static final String PROGRAM = "/usr/bin/docker";
  private static final Pattern REQUEST = Pattern.compile("([0-9]{1,9}) (run|[A-Z0-9]{2,6})");

  private final RealClock clock;
  private final Engine engine;
  private final Attacher attacher;
  private final Path directory;
  private final OutputStream keptOpen;
  private final Map<Integer, ScriptIo> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Who takes the terminal over when a container wants it. */
  @FunctionalInterface
  interface Attacher {
    boolean attach(int script, Container container, KernelProcess process, Detachment detachment);
  }

  DockerGate(RealKernel kernel, Engine engine, Attacher attacher) throws IOException {
    this.clock = kernel.clock();
    this.engine = engine;
    this.attacher = attacher;
    try {
      kernel
          .spaces()
          .writeProgram(
              engine.settings().host(), PROGRAM, Resources.text(DockerGate.class, "docker.sh"));
      directory = kernel.spaces().runDirectory(engine.settings().host()).resolve("docker");
      Files.createDirectories(directory);
      Libc.mkfifo(requests().toString(), 0600);
    } catch (LastErrorException | passerelle.kernel.KernelException e) {
      throw new IOException("cannot make the docker command: " + e.getMessage(), e);
    }
    Daemon.start("docker requests", this::listen);
    // Opened for writing too, so that the reader never sees an end between two commands.
    keptOpen = new FileOutputStream(requests().toFile());
  }

  private Path requests() {
    return directory.resolve("requests");
  }

  private void listen() {
    try (BufferedReader lines = Files.newBufferedReader(requests())) {
      String line = lines.readLine();
      while (line != null && !closed) {
        Matcher request = REQUEST.matcher(line);
        if (request.matches()) {
          heed(Integer.parseInt(request.group(1)), request.group(2));
        }
        line = lines.readLine();
      }
    } catch (IOException gone) {
      // The lab has ended: no docker command any more.
      closed = true;
    }
  }

  private void heed(int pid, String wish) {
    if (wish.equals("run")) {
      Daemon.start("docker " + pid, () -> serve(pid));
    } else {
      // By another thread: the one that listens must not wait for the clock.
      Optional.ofNullable(running.get(pid))
          .ifPresent(io -> new Thread(() -> io.signal(wish), "docker signal").start());
    }
  }

  private void serve(int pid) {
    Path status = directory.resolve(pid + ".status");
    Path arguments = directory.resolve(pid + ".arguments");
    try (RandomAccessFile answer = new RandomAccessFile(status.toFile(), "rw");
        ScriptFiles files = new ScriptFiles(pid)) {
      List<String> argv =
          Files.exists(arguments) ? words(Files.readAllBytes(arguments)) : List.of();
      int result = run(pid, argv, files, answer);
      tell(answer, String.valueOf(result));
    } catch (IOException | LastErrorException killed) {
      // Whoever typed the command does not wait for it any more.
      return;
    } finally {
      delete(status);
      delete(arguments);
    }
  }

  /** A line for the script. */
  private static void tell(RandomAccessFile answer, String line) throws IOException {
    answer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void catchSignals(RandomAccessFile answer) {
    try {
      tell(answer, "catch");
    } catch (IOException ended) {
      return; // It hears no signal any more.
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException labHasEnded) {
      return;
    }
  }

  private int run(int pid, List<String> argv, ScriptFiles files, RandomAccessFile answer) {
    try (ScriptIo io = new ScriptIo(clock, pid, files, attacher, () -> catchSignals(answer))) {
      running.put(pid, io);
      return clock.get(() -> run(argv, io));
    } finally {
      running.remove(pid);
    }
  }

  private int run(List<String> argv, ScriptIo io) {
    try {
      return new DockerCommand(engine).run(argv, io);
    } catch (ScriptIo.Detached handedOver) {
      return 0;
    } catch (RuntimeException | Error bug) {
      io.err("docker: " + String.valueOf(bug).lines().findFirst().orElse("") + "\n");
      return 1;
    }
  }

  /** Words that each end with a null character. */
  private static List<String> words(byte[] bytes) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        words.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return words;
  }

  @Override
  public void close() {
    closed = true;
    try {
      keptOpen.write('\n');
      keptOpen.close();
    } catch (IOException gone) {
      // Its reader has ended already.
      closed = true;
    }
  }
}
