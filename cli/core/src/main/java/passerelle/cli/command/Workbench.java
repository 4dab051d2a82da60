package passerelle.cli.command;

import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * What the lab commands work on: the lab, the language, the files of the machine, and the capture
 * that is going on.
 */
final class Workbench {
  /** The bundle of this module's texts. */
  static final String BUNDLE = "passerelle/cli/messages";

  private Lab lab;
  private Messages messages;
  private MachineFiles files;
  private Optional<Recording> recording = Optional.empty();

  Workbench(Lab lab, Language language, MachineFiles files) {
    this.lab = lab;
    this.files = files;
    lab.speak(language);
    messages = Messages.of(language, BUNDLE);
  }

  Lab lab() {
    return lab;
  }

  /** The machines and containers by the names that people use. */
  Sites sites() {
    return new Sites(lab);
  }

  /** Puts another lab in the place of this one, which ends with its capture. */
  void replace(Lab other) {
    stopRecording();
    Lab old = lab;
    lab = other;
    lab.speak(language());
    old.close();
  }

  Language language() {
    return messages.language();
  }

  void speak(Language language) {
    lab.speak(language);
    messages = Messages.of(language, BUNDLE);
  }

  String text(String key, Object... args) {
    return messages.get(key, args);
  }

  /** An error in the user's language. */
  CommandException error(String key, Object... args) {
    return new CommandException(text(key, args));
  }

  /** An error about a file of the machine's. */
  CommandException error(FileRefusal refusal) {
    return new CommandException(refusal.describe(language()));
  }

  /** The files of the machine, as far as whoever gave the command may reach them. */
  MachineFiles files() {
    return files;
  }

  /** Other files can be reached from now on. */
  void reach(MachineFiles others) {
    files = others;
  }

  /** The capture, going on or stopped. */
  Optional<Recording> recording() {
    return recording;
  }

  void record(Recording next) {
    stopRecording();
    recording = Optional.of(next);
  }

  private void stopRecording() {
    recording.ifPresent(Recording::stop);
    recording = Optional.empty();
  }
}
