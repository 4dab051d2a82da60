/**
 * Go's text/template and what Docker's command line builds on it: {@code docker ... --format} and
 * {@code docker inspect -f}.
 *
 * <p>In reading order: {@link passerelle.gotemplate.GoType} and {@link
 * passerelle.gotemplate.GoValue} are as much of Go's package reflect as a template can see; the
 * lexer, the parser and the nodes follow text/template/parse; the executor follows
 * text/template/exec.go and funcs.go; printing follows fmt and strconv; {@link
 * passerelle.gotemplate.GoJson} follows encoding/json. On top stand Docker's functions, its
 * inspector (docker/cli cli/command/inspect), its tables (cli/command/formatter, text/tabwriter)
 * and its units (docker/go-units).
 *
 * <p>Error texts are Go's, word for word, because Docker shows them to its users. Positions in them
 * are counted in bytes of UTF-8, as Go counts.
 */
package passerelle.gotemplate;
