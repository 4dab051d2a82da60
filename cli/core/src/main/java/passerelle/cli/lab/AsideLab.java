package passerelle.cli.lab;

import java.util.Optional;

/** A lab whose people hear of Ctrl-C while a command finds something out in other labs. */
abstract class AsideLab extends BaseLab {
  AsideLab(LabSettings settings, Parts parts) {
    super(settings, parts);
  }

  /** Who sits in it. */
  abstract People people();

  @Override
  public void alsoInterrupt(Optional<Runnable> other) {
    people().alsoInterrupt(other);
  }

  @Override
  public void asideBegins() {
    people().asideBegins();
  }

  @Override
  public void unlessGivenUp() {
    people().unlessGivenUp();
  }

  @Override
  public void asideEnds() {
    people().asideEnds();
  }
}
