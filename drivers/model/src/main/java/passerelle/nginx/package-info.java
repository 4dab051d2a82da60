/**
 * nginx's configuration: its grammar ({@code src/core/ngx_conf_file.c}), what its directives mean
 * for a request ({@code src/http/ngx_http_core_module.c}, the modules index, rewrite, access,
 * proxy) and what is wrong with it, in nginx's words. It touches no socket: {@link
 * passerelle.service} serves by it.
 */
package passerelle.nginx;
