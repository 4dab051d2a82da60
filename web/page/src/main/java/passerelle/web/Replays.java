package passerelle.web;

import java.nio.charset.StandardCharsets;
import passerelle.cli.session.SimLabFactory;
import passerelle.engine.EngineVersion;
import passerelle.files.FileRefusal;
import passerelle.files.HandedFiles;
import passerelle.files.Outputs;
import passerelle.image.CatalogueException;
import passerelle.image.ImageCatalogue;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.Replayer;
import passerelle.text.Language;
import passerelle.text.Messages;

/** Replays a transcript and prints it as it came out, byte for byte: on a JVM and in a page. */
public final class Replays {
  private Replays() {}

  /**
   * The transcript with the outputs that came.
   *
   * @param engine label of an engine version; empty for the one that the transcript names
   * @param images name of an image catalogue; empty likewise
   * @param catalogue what the catalogue says that stands beside the transcript; empty for none
   */
  public static String print(
      String name, String text, String engine, String images, String catalogue) {
    try {
      Transcript transcript = Transcript.parse(name, text);
      FrontMatter asked = transcript.frontMatter();
      String label =
          engine.isEmpty() ? asked.engine().orElse(EngineVersion.DEFAULT.label()) : engine;
      String listed = images.isEmpty() ? asked.images().orElse(LabRequest.DEFAULT_IMAGES) : images;
      HandedFiles beside = new HandedFiles((file, content) -> {});
      beside.handIn(listed, catalogue.getBytes(StandardCharsets.UTF_8));
      LabRequest request =
          new LabRequest(
              label,
              KernelKind.SIM,
              ImageCatalogue.load(listed, beside),
              name,
              asked.seed().orElse(LabRequest.SEED),
              asked.language(),
              asked.typing(),
              Outputs.inMemory());
      return Comparison.asPrinted(
              transcript, new Replayer(new SimLabFactory()).run(transcript, request))
          .source();
    } catch (FileRefusal | CatalogueException refused) {
      return "FAILED: " + refused.getMessage();
    } catch (TranscriptException e) {
      return "FAILED: " + e.describe(Messages.of(Language.EN, TranscriptException.BUNDLE));
    }
  }
}
