package passerelle.engine.image;

import passerelle.image.ImageHistory;

/** Hears how a pull goes on. */
@FunctionalInterface
public interface PullProgress {
  /** What is the case with a layer, in the engine's words. */
  enum Status {
    ALREADY_EXISTS("Already exists"),
    PULLING("Pulling fs layer"),
    VERIFYING("Verifying Checksum"),
    DOWNLOADED("Download complete"),
    COMPLETE("Pull complete");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    /** As the client prints it. */
    public String text() {
      return text;
    }

    /** Nothing more comes of that layer. */
    public boolean isLast() {
      return this == ALREADY_EXISTS || this == COMPLETE;
    }
  }

  /** What is the case with a layer now. */
  void layer(ImageHistory.Layer layer, Status status);
}
