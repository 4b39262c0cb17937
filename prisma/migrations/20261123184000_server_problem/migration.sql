-- AlterTable
ALTER TABLE "server" ADD COLUMN     "problem" TEXT;
