package passerelle.service;

import java.util.List;
import java.util.Map;

/**
 * What an image's entrypoint gives a database before its first start: the scripts of {@code
 * /docker-entrypoint-initdb.d} that end in {@code .sql}, in the order of their names.
 */
final class SqlScripts {
  private static final String DIRECTORY = "/docker-entrypoint-initdb.d";

  private SqlScripts() {}

  /**
   * Lets a store have them.
   *
   * @param known what is known of the session, its database among it
   */
  static void run(ServiceProcess process, SqlStore store, Map<String, String> known) {
    process.ask(
        () ->
            process.names(DIRECTORY).orElse(List.of()).stream()
                .filter(name -> name.endsWith(".sql"))
                .flatMap(name -> process.file(DIRECTORY + "/" + name).stream())
                .toList(),
        scripts ->
            scripts.forEach(
                script -> SqlWords.commands(script).forEach(each -> store.run(each, known))));
  }
}
