package passerelle.real.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import passerelle.text.Language;

/** A program that moves into an enclosure and does there what it is told: for tests. */
final class Resident {
  private Resident() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    Optional<Refusal> refusal = Enclosure.enter();
    if (refusal.isPresent()) {
      System.err.println("passerelle: " + refusal.get().text(Language.EN));
      System.exit(2);
    }
    switch (words[0]) {
      case "run" -> System.exit(run(Arrays.copyOfRange(words, 1, words.length)));
      case "write" -> {
        Path file = Enclosure.files().getPath(words[1]);
        Files.writeString(file, words[2] + "\n");
        System.out.print(Files.readString(file));
      }
      case "orphan" -> {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!").start();
        String orphan = new String(parent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        while (Files.exists(Path.of("/proc", orphan.strip()))) {
          Thread.sleep(10);
        }
        System.out.println("reaped");
      }
      default -> {
        new ProcessBuilder("sleep", "300").start();
        System.out.println("waiting");
        Thread.sleep(300_000);
      }
    }
  }

  private static int run(String... argv) throws IOException, InterruptedException {
    return new ProcessBuilder(argv).inheritIO().start().waitFor();
  }
}
