package passerelle.image;

/** An image catalogue that cannot be read; the message is one line: file, line, what is wrong. */
public final class CatalogueException extends Exception {
  public CatalogueException(String message) {
    super(message);
  }

  public CatalogueException(String message, Throwable cause) {
    super(message, cause);
  }
}
