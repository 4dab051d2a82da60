package passerelle.real.porter;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Exceptions of {@link java.nio.file.Files}, from one end to the other. */
final class Failure {
  private Failure() {}

  static void write(DataOutputStream out, IOException failure) throws IOException {
    out.writeUTF(failure.getClass().getSimpleName());
    if (failure instanceof FileSystemException told) {
      out.writeUTF(text(told.getFile()));
      out.writeUTF(text(told.getOtherFile()));
      out.writeUTF(text(told.getReason()));
    } else {
      out.writeUTF("");
      out.writeUTF("");
      out.writeUTF(text(failure.getMessage()));
    }
  }

  private static String text(String value) {
    return Optional.ofNullable(value).orElse("");
  }

  static IOException read(DataInputStream in) throws IOException {
    String name = in.readUTF();
    String file = in.readUTF();
    String other = in.readUTF();
    String reason = in.readUTF();
    return switch (name) {
      case "NoSuchFileException" -> new NoSuchFileException(file, none(other), none(reason));
      case "FileAlreadyExistsException" ->
          new FileAlreadyExistsException(file, none(other), none(reason));
      case "AccessDeniedException" -> new AccessDeniedException(file, none(other), none(reason));
      case "DirectoryNotEmptyException" -> new DirectoryNotEmptyException(file);
      case "NotDirectoryException" -> new NotDirectoryException(file);
      case "FileSystemLoopException" -> new FileSystemLoopException(file);
      default ->
          file.isEmpty()
              ? new IOException(reason)
              : new FileSystemException(file, none(other), none(reason));
    };
  }

  /** These exceptions have null for what is not known. */
  private static String none(String text) {
    return text.isEmpty() ? null : text;
  }
}
