package org.youdai.server.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.youdai.trust.Digest;

/** The page. */
@Configuration(proxyBeanMethods = false)
@Import(PageController.class)
public class PageConfiguration implements WebMvcConfigurer {
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    // By content: the entries of a reproducible jar have one time, whatever the version.
    registry
        .addResourceHandler("/page/**")
        .addResourceLocations(PageController.SHELL)
        .setCacheControl(CacheControl.noCache())
        .setUseLastModified(false)
        .setEtagGenerator(PageConfiguration::etag);
  }

  private static String etag(Resource resource) {
    try {
      Digest digest = Digest.of(Digest.Kind.SHA256, resource.getContentAsByteArray());
      return '"' + HexFormat.of().formatHex(digest.bytes(), 0, 16) + '"';
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
