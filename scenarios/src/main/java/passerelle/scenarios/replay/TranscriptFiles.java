package passerelle.scenarios.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;

/** Transcripts on disk: finding, reading and rewriting them. */
public final class TranscriptFiles {
  private TranscriptFiles() {}

  /**
   * The transcripts that a path means: the file itself, or all {@code .md} files below a directory
   * that have a {@code console} fence, sorted.
   */
  public static List<Path> find(Path path) throws TranscriptException {
    if (!Files.exists(path)) {
      throw TranscriptException.ofFile(path.toString(), "file.missing");
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> found = new ArrayList<>();
    for (Path file : markdownBelow(path)) {
      if (Transcript.looksLikeOne(text(file))) {
        found.add(file);
      }
    }
    if (found.isEmpty()) {
      throw TranscriptException.ofFile(path.toString(), "dir.empty");
    }
    return found;
  }

  private static List<Path> markdownBelow(Path directory) throws TranscriptException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(f -> f.toString().endsWith(".md") && Files.isRegularFile(f))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw TranscriptException.ofFile(directory.toString(), "file.unreadable", reason(e));
    }
  }

  /** Reads a transcript; a file without a {@code console} fence is none. */
  public static Transcript read(Path file) throws TranscriptException {
    String text = text(file);
    if (!Transcript.looksLikeOne(text)) {
      throw TranscriptException.ofFile(file.toString(), "file.no-console");
    }
    return Transcript.parse(file.toString(), text);
  }

  private static String text(Path file) throws TranscriptException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw TranscriptException.ofFile(file.toString(), "file.missing");
    } catch (IOException e) {
      throw TranscriptException.ofFile(file.toString(), "file.unreadable", reason(e));
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw TranscriptException.at(file.toString(), line, "file.encoding");
    }
    return out.flip().toString();
  }

  /**
   * Replaces a transcript's file at once: a reader sees the old text or the new one, and a failure
   * leaves the old one. Permissions stay.
   */
  public static void write(Path file, Transcript transcript) throws TranscriptException {
    try {
      Path target = file.toRealPath();
      Path temporary =
          Files.createTempFile(target.getParent(), target.getFileName().toString(), ".new");
      try {
        Files.copy(
            target,
            temporary,
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(temporary, transcript.source());
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw TranscriptException.ofFile(file.toString(), "file.unwritable", reason(e));
    }
  }

  /** Why, in a few words: without the path that Java's messages repeat. */
  public static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    boolean told = cause instanceof FileSystemException f && f.getReason() != null;
    return told ? ((FileSystemException) cause).getReason() : cause.getClass().getSimpleName();
  }
}
