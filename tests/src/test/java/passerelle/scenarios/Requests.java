package passerelle.scenarios;

import passerelle.files.Outputs;
import passerelle.image.ImageCatalogue;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Typing;
import passerelle.scenarios.replay.LabRequest;
import passerelle.text.Language;

/** Labs that tests ask for. */
public final class Requests {
  private Requests() {}

  /**
   * A simulated lab that speaks English and writes nothing on the machine.
   *
   * @param images name of an image catalogue that comes with Passerelle
   */
  public static LabRequest simulated(String engine, String images, String name) {
    return new LabRequest(
        engine,
        KernelKind.SIM,
        ImageCatalogue.builtIn(images),
        name,
        LabRequest.SEED,
        Language.EN,
        Typing.SCRIPT,
        Outputs.inMemory());
  }
}
