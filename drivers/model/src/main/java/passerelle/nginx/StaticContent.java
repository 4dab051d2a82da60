package passerelle.nginx;

import java.util.List;

/** Files and the indexes of directories (the modules static, index and autoindex). */
record StaticContent(Router router, Files files, Variables variables) {
  /** The file that a path stands for in a location ({@code ngx_http_map_uri_to_path}). */
  String path(Location location, String uri) {
    List<Directive> alias = location.scope().own("alias");
    if (!alias.isEmpty() && uri.startsWith(location.prefix())) {
      String rest = location.prefix().isEmpty() ? "" : uri.substring(location.prefix().length());
      return absolute(variables.fill(alias.get(0).argument(0)) + rest);
    }
    String root = location.scope().value("root").orElse("html");
    return absolute(Router.trimmed(variables.fill(root)) + uri);
  }

  private static String absolute(String path) {
    return path.startsWith("/") ? path : ConfigurationReader.PREFIX + path;
  }

  Decision find(Location location) {
    String uri = router.uri();
    String path = path(location, uri);
    if (uri.contains("/../") || uri.endsWith("/..")) {
      return router.error(400, location, "");
    }
    if (uri.endsWith("/")) {
      return index(location, path);
    }
    if (files.text(path).isPresent()) {
      return router.decision(Decision.Kind.FILE, 200, path, location, "");
    }
    if (files.names(path).isPresent()) {
      return router.decision(Decision.Kind.REDIRECT, 301, uri + "/", location, "");
    }
    return router.error(
        404, location, "open() \"" + path + "\" failed (2: No such file or directory)");
  }

  private Decision index(Location location, String path) {
    List<String> names =
        location.scope().all("index").stream().flatMap(d -> d.arguments().stream()).toList();
    List<String> candidates = names.isEmpty() ? List.of("index.html") : names;
    for (String candidate : candidates) {
      String name = variables.fill(candidate);
      if (files.text(path + name).isPresent()) {
        return router.redirected(router.uri() + name, location);
      }
    }
    if (files.names(Router.trimmed(path)).isEmpty()) {
      String first = path + variables.fill(candidates.get(0));
      return router.error(
          404, location, "\"" + first + "\" is not found (2: No such file or directory)");
    }
    if (location.scope().value("autoindex").orElse("off").equals("on")) {
      return router.decision(Decision.Kind.LISTING, 200, path, location, "");
    }
    return router.error(403, location, "directory index of \"" + path + "\" is forbidden");
  }
}
