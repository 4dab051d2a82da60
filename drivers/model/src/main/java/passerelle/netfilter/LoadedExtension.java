package passerelle.netfilter;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;

/** An extension in use in the rule being read, with the options given to it so far. */
final class LoadedExtension<T> {
  private final Extension<T> extension;
  private final OptionValues values;

  LoadedExtension(Extension<T> extension, Family family, NameService names) {
    this.extension = extension;
    this.values = new OptionValues(extension.name(), family, names);
  }

  Extension<T> extension() {
    return extension;
  }

  /** Takes an option, and complains of its value if there is something to complain of. */
  void put(Option option, List<String> words, boolean negated, Optional<ProtocolMatch> protocol)
      throws IptablesException {
    values.put(option, words, negated);
    values.setProtocol(protocol);
    try {
      extension.builder().build(values);
    } catch (IptablesException e) {
      if (!e.isOfWholeRule()) {
        throw e;
      }
    }
  }

  List<String> warnings() {
    return values.warnings();
  }

  T build(Optional<ProtocolMatch> protocol) throws IptablesException {
    values.setProtocol(protocol);
    values.warnings().clear();
    values.required(extension.options());
    return extension.builder().build(values);
  }
}
