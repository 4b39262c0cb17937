-- AlterTable
ALTER TABLE "operation" ADD COLUMN     "converge" BOOLEAN NOT NULL DEFAULT false;
