package org.youdai.server.api;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.youdai.server.problem.Problems;

/** The HTTP API. */
@Configuration(proxyBeanMethods = false)
@Import({Problems.class, VerifyController.class})
public class ApiConfiguration {}
