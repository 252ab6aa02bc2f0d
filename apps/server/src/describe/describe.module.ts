import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ServedRoutes } from '../http/served-routes.js';
import { DescribeController } from './describe.controller.js';

/** A developer reads what can be asked, how, and with which permission. */
@Module({ imports: [DiscoveryModule], controllers: [DescribeController], providers: [ServedRoutes] })
export class DescribeModule {}
