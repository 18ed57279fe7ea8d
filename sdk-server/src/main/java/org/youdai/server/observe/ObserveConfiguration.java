package org.youdai.server.observe;

import org.springframework.context.annotation.Configuration;

/** Metrics and readiness. */
@Configuration(proxyBeanMethods = false)
public class ObserveConfiguration {}
