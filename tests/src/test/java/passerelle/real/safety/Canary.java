package passerelle.real.safety;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of the machine that a lab must neither see nor reach, and what belongs to it: a secret
 * in its environment, a file, a socket by path and an abstract one, shared memory, a message queue.
 */
final class Canary implements AutoCloseable {
  private static final AtomicInteger CANARIES = new AtomicInteger();

  private static final String PROGRAM =
      """
      import ctypes, os, socket, sys, time
      name = os.environ["CANARY"]
      libc = ctypes.CDLL(None)
      shared = libc.shmget(int(sys.argv[2]), 4096, 0o1666)
      queue = libc.mq_open(b"/" + name.encode(), os.O_CREAT | os.O_RDWR, 0o666, None)
      sockets = []
      for address in ["\\0" + name, sys.argv[1] + ".socket"]:
          sockets.append(socket.socket(socket.AF_UNIX))
          sockets[-1].bind(address)
          sockets[-1].listen()
      print(shared >= 0 and queue >= 0, flush=True)
      sys.stdin.read()
      libc.shmctl(shared, 0, None)
      libc.mq_unlink(b"/" + name.encode())
      """;

  private final int number = CANARIES.incrementAndGet();
  private final String secret = "passerelle-canary-" + ProcessHandle.current().pid() + "-" + number;

  /** Key of the shared memory. */
  private final int shared = (0xca + number << 16) + (int) (ProcessHandle.current().pid() & 0xffff);

  private final Path file;
  private final Process process;

  Canary() throws IOException {
    file = Files.createTempFile(Path.of("/var/tmp"), "canary", "");
    Files.writeString(file, secret + "\n");
    ProcessBuilder builder =
        new ProcessBuilder("python3", "-c", PROGRAM, file.toString(), "" + shared);
    builder.environment().put("CANARY", secret);
    process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String sings =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (!"True".equals(sings)) {
      close();
      throw new IOException("the canary does not sing: " + sings);
    }
  }

  /** What nobody else knows. */
  String secret() {
    return secret;
  }

  /** The words by which a script knows it. */
  String words() {
    return "SECRET=%s\nCANARY=%d\nSECRETS=%s\nSHARED=0x%08x\n"
        .formatted(secret, process.pid(), file, shared);
  }

  boolean isWell() throws IOException {
    return process.isAlive() && Files.readAllLines(file).equals(List.of(secret));
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
    Files.deleteIfExists(file);
    Files.deleteIfExists(Path.of(file + ".socket"));
  }
}
