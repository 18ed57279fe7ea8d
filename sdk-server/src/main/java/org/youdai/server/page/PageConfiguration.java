package org.youdai.server.page;

import org.springframework.context.annotation.Configuration;

/** The page. */
@Configuration(proxyBeanMethods = false)
public class PageConfiguration {}
