import { Module } from '@nestjs/common';
import { DescribeController } from './describe.controller.js';

/** A developer reads what can be asked, and how. */
@Module({ controllers: [DescribeController] })
export class DescribeModule {}
